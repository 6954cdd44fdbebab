"""What people do at the desk: one plain async function each."""

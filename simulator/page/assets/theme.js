// Before anything is drawn: the theme that was chosen in this session.
try {
  const chosen = sessionStorage.getItem("frontdesk-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Without storage the system's theme holds.
}

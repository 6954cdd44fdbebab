"""What lets nobody in where they don't belong: a test for each requirement of docs/security.md."""

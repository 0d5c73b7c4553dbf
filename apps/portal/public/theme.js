// Runs before the first paint, so that a chosen theme does not flash; kept out of the page because
// the content policy allows no inline script.
try {
  const choice = localStorage.getItem('freehold-theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  // Storage is switched off: the system's theme stays.
}

/* Runs before the first paint: an own choice of theme must not flash as the system's. */
(function () {
  try {
    const choice = localStorage.getItem('freehold-theme');
    if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
  } catch {
    /* Storage may be refused; the system's preference stands. */
  }
})();

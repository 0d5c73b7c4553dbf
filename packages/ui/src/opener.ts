/**
 * Remembers what has the focus now, and gives it back when called, if nothing else has taken it. From
 * an entry of a menu, which is gone by then, it goes to the button of the menu; when that is gone as
 * well, to the page's content.
 */
export function findOpener(): () => void {
  const opener = document.activeElement;
  const menuButtonId = opener?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return () => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const candidates = [
      opener === document.body ? null : opener,
      menuButtonId ? document.getElementById(menuButtonId) : null,
      document.querySelector('main'),
    ];
    const target = candidates.find((candidate) => candidate?.isConnected === true);
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
}

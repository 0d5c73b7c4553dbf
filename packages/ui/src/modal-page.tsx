import { useLayoutEffect, useRef } from 'react';

let lockCount = 0;

function lockScroll(): () => void {
  const { documentElement: root, body } = document;
  if (lockCount === 0) {
    const scrollbarWidth = window.innerWidth - root.clientWidth;
    root.style.overflow = 'hidden';
    if (scrollbarWidth > 0) body.style.paddingRight = `${scrollbarWidth}px`;
  }
  lockCount += 1;
  return () => {
    lockCount -= 1;
    if (lockCount > 0) return;
    root.style.overflow = '';
    body.style.paddingRight = '';
  };
}

function silence(layer: Element | null): () => void {
  const others = [...document.body.children].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element !== layer &&
      !element.inert &&
      !element.hasAttribute('data-toaster'),
  );
  for (const element of others) element.inert = true;
  return () => {
    for (const element of others) element.inert = false;
  };
}

/**
 * Keeps the page behind a modal layer still and out of reach. Styles are set through the object model:
 * a style element, which libraries write for this, is refused by the content security policy.
 */
export function useModalPage<T extends HTMLElement>(isOpen: boolean) {
  const layer = useRef<T>(null);
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const unlock = lockScroll();
    const restore = silence(layer.current);
    return () => {
      restore();
      unlock();
    };
  }, [isOpen]);
  return layer;
}

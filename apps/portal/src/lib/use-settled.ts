import { useEffect, useState } from 'react';

/** The value once it has stood still for `quietMs`: what is typed asks the service when the typing pauses. */
export function useSettled<T>(value: T, quietMs = 350): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs]);
  return settled;
}

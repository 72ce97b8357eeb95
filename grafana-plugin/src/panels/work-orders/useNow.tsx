import React, { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const NowContext = createContext(0);

/** Ticks once a second for everything below it that counts down; `aheadMs` is how far the service's clock is ahead. */
export function Ticking({ aheadMs, children }: { aheadMs: number; children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <NowContext.Provider value={now + aheadMs}>{children}</NowContext.Provider>;
}

/** The service's time, in epoch milliseconds, to the second. */
export const useNow = () => useContext(NowContext);

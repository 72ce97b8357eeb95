import React, { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import { startTranslations } from './translations';

const LanguageContext = createContext<Language>('en');

/** Shows its children once the phrases of the user's language are there. */
export function Translated({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>();
  useEffect(() => {
    let shown = true;
    void startTranslations().then((loaded) => shown && setLanguage(loaded));
    return () => {
      shown = false;
    };
  }, []);
  return language ? <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider> : null;
}

/** Picks the user's language from a text of the contract, such as a title or the name of a party. */
export function useText(): (text: LocalizedText) => string {
  const language = useContext(LanguageContext);
  return (text) => text[language];
}

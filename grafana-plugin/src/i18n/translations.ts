import { initPluginTranslations, t } from '@grafana/i18n';
import type { Language } from '@roundsman/contract/text.ts';
import english from '../locales/en-US/roundsman-app.json';
import chinese from '../locales/zh-Hans/roundsman-app.json';
import pluginJson from '../plugin.json';

/** Key of a phrase. English is the source; `zh-Hans` has the same keys. */
export type Phrase = keyof typeof english;

let started: Promise<Language> | undefined;

/**
 * Loads the phrases into Grafana's own i18next and answers the house's language for the user's Grafana language. The phrases are
 * bundled, so the same build works on Grafana 11.6, which fetches none.
 */
export function startTranslations(): Promise<Language> {
  started ??= initPluginTranslations(pluginJson.id, [
    async (language) => (language.startsWith('zh') ? chinese : english),
  ]).then(({ language }) => (language.startsWith('zh') ? 'zh' : 'en'));
  return started;
}

/** The phrase in the user's language, `{{name}}` filled from `values`. Only after `startTranslations`. */
export function say(phrase: Phrase, values?: Record<string, string | number>): string {
  return t(phrase, english[phrase], values);
}

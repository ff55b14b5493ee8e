import { createI18n } from 'vue-i18n';
import { context } from './api/client';
import en from './locales/en';
import zh from './locales/zh';
import { consolePlugins } from './plugins';

export type Language = 'zh' | 'en';
const kStorageKey = 'erphost.language';

const pluginTexts = (language: Language) =>
	Object.fromEntries(consolePlugins.map((plugin) => [plugin.id, plugin.messages[language]]));

/** All texts of a language, those of the plugins under their ids. */
export const messages = {
	zh: { ...zh, ...pluginTexts('zh') },
	en: { ...en, ...pluginTexts('en') },
};

function stored(): Language {
	try {
		return localStorage.getItem(kStorageKey) === 'en' ? 'en' : 'zh';
	} catch {
		return 'zh';
	}
}

export const i18n = createI18n<false>({
	legacy: false,
	locale: stored(),
	fallbackLocale: 'zh',
	messages: messages as unknown as Record<string, Record<string, string>>,
	missingWarn: false,
	fallbackWarn: false,
	// A text that was forgotten shows as its key; the browser tests look for this line.
	missing: (_, key) => {
		console.warn(`no text for ${key}`);
	},
});

/** Texts outside of components: titles of downloads, messages of the API client. */
const composer = i18n.global as unknown as {
	t: (key: string, params: Record<string, unknown>) => string;
	te: (key: string) => boolean;
	locale: { value: string };
};
export const translate = (key: string, params: Record<string, unknown> = {}): string => composer.t(key, params);
export const language = (): Language => (composer.locale.value === 'en' ? 'en' : 'zh');
export const hasText = (key: string): boolean => composer.te(key);
/** What stands where a program writes a code and a person words: the code's text in `group`, else what is written. */
export const codeText = (group: string, written: string): string => (/^[\w-]+$/.test(written) && hasText(`${group}.${written}`) ? translate(`${group}.${written}`) : written);

export function useLanguage(next: Language): void {
	composer.locale.value = next;
	context.language = next;
	document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
	try {
		localStorage.setItem(kStorageKey, next);
	} catch {
		// A browser that keeps nothing still shows the page.
	}
}

useLanguage(stored());

import type { InjectionKey } from 'vue';
import { hasText, language, translate } from '@/i18n';
import type { Schema, Words } from './schema';

export interface SettingWords extends Words {
	entry: string;
	value: string;
	add: string;
	remove: string;
	none: string;
	newName: string;
}
export const kSettingWords: InjectionKey<SettingWords> = Symbol('words of a setting');

/**
 * Names of what stands inside a setting: the plugin's own words for the setting, its words for any of its settings, codes of
 * fines, what all share; else the schema's title, else the name itself.
 */
export function wordsFor(scope: string, setting: string): SettingWords {
	const first = (keys: string[]): string | null => {
		const found = keys.find((key) => hasText(key));
		return found ? translate(found) : null;
	};
	const named = (name: string) => first([
		`${scope}.settings.${setting}.fields.${name}`, `${scope}.settingFields.${name}`, `offences.${name}`, `settings.fields.${name}`,
	]);
	return {
		field: (name: string, schema: Schema) => {
			const title = typeof schema.title === 'object' ? schema.title[language()] : schema.title;
			return named(name) ?? title ?? name;
		},
		choice: (value: unknown) => (typeof value === 'string' && /^[\w-]+$/.test(value) ? named(value) : null) ?? String(value),
		yes: translate('settings.yes'), no: translate('settings.no'), yuan: translate('settings.yuan'),
		entry: translate('settings.entry'), value: translate('settings.value'), add: translate('settings.add'),
		remove: translate('common.remove'), none: translate('settings.noEntries'), newName: translate('settings.newName'),
	};
}

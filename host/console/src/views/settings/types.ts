import type { Setting } from '@/api/types';
import { linesOf, schemaOf, type Schema, type Words } from './schema';

export type EditorKind = 'date' | 'number' | 'boolean' | 'text' | 'structure';

/** How a value is edited: by its declared type, else by what it is now. */
export function editorOf(setting: Setting): EditorKind {
	const type = setting.schema?.type ?? '';
	if (type === 'string' && setting.name.endsWith('_date')) return 'date';
	if ((setting.schema as Schema | null | undefined)?.enum) return 'structure';
	const value = setting.value ?? setting.default;
	if (type === 'integer' || type === 'number' || typeof value === 'number') return 'number';
	if (type === 'boolean' || typeof value === 'boolean') return 'boolean';
	if (type === 'object' || type === 'array' || (value !== null && typeof value === 'object')) return 'structure';
	return 'text';
}

/** The setting's schema, or one that its value suggests. */
export const declared = (setting: Setting): Schema => (setting.schema as Schema | null | undefined) ?? schemaOf(setting.value ?? setting.default);

export const valueText = (value: unknown, setting: Setting, words: Words): string => {
	if (value === null || value === undefined || value === '') return '—';
	const lines = linesOf(value, declared(setting), words, setting.name);
	return lines.length ? lines.join('\n') : '—';
};

import type { Setting } from '@/api/types';

export type EditorKind = 'date' | 'number' | 'boolean' | 'text' | 'json';

/** How a value is edited: by its declared type, else by what it is now. */
export function editorOf(setting: Setting): EditorKind {
	const type = setting.schema?.type ?? '';
	if (type === 'string' && setting.name.endsWith('_date')) return 'date';
	const value = setting.value ?? setting.default;
	if (type === 'integer' || type === 'number' || typeof value === 'number') return 'number';
	if (type === 'boolean' || typeof value === 'boolean') return 'boolean';
	if (type === 'object' || type === 'array' || (value !== null && typeof value === 'object')) return 'json';
	return 'text';
}

export const valueText = (value: unknown): string => {
	if (value === null || value === undefined || value === '') return '—';
	return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
};

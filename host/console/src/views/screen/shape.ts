import type { Kind, Row, ScreenField, ScreenForm } from '@/api/screens';

/** What a form asks with: what the manifest says, else what the field's JSON Schema leads to. */
export function kindOf(field: ScreenField): Kind {
	if (field.kind) return field.kind;
	if (field.schema?.type === 'integer') return 'number';
	if (field.schema?.type === 'boolean') return 'check';
	if (field.schema?.format === 'date') return 'day';
	return (field.schema?.maxLength ?? 0) > 200 ? 'area' : 'text';
}

/** "/reminders/{id}/done" with what the row says; every value is one part of the path. */
export const filledPath = (path: string, row: Row | null): string =>
	path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(row?.[name] ?? '')));

/** Whether a row has the form's button. */
export const stands = (form: ScreenForm, row: Row): boolean =>
	Object.entries(form.shown ?? {}).every(([field, values]) => values.includes(row[field]));

/** What is sent: a field that was left empty is not. */
export const bodyOf = (values: Row): Row =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));

/** The part of JSON Schema that settings are declared with (plugin.json). */
export interface Schema {
	type?: string | string[];
	title?: string | { zh: string; en: string };
	enum?: unknown[];
	minimum?: number;
	maximum?: number;
	maxLength?: number;
	pattern?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: boolean | Schema;
	patternProperties?: Record<string, Schema>;
	propertyNames?: { enum?: string[]; pattern?: string };
	items?: Schema;
	minItems?: number;
	maxItems?: number;
}

export type Shape = 'number' | 'boolean' | 'choice' | 'text' | 'fields' | 'map' | 'list';
/** How a whole number is shown: fen as yuan, hundredths of a per cent as per cent. The stored value stays whole. */
export type Unit = 'yuan' | 'percent' | null;

const typesOf = (schema: Schema): string[] => (schema.type === undefined ? [] : [schema.type].flat());
export const isNullable = (schema: Schema): boolean => typesOf(schema).includes('null');

/** What a value looks like, for a setting that came without a schema. */
export function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) return { type: 'array', items: value.length ? schemaOf(value[0]) : { type: 'string' } };
	if (value !== null && typeof value === 'object') {
		return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)])) };
	}
	if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
	return { type: typeof value === 'boolean' ? 'boolean' : 'string' };
}

export function shapeOf(schema: Schema): Shape {
	const types = typesOf(schema);
	if (schema.enum) return 'choice';
	if (types.includes('object') || schema.properties) return schema.properties ? 'fields' : 'map';
	if (types.includes('array')) return 'list';
	if (types.includes('integer') || types.includes('number')) return 'number';
	return types.includes('boolean') ? 'boolean' : 'text';
}

/** The schema of one entry of a map or a list. */
export function itemOf(schema: Schema, value: unknown): Schema {
	if (schema.items) return schema.items;
	if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
	const [pattern] = Object.values(schema.patternProperties ?? {});
	if (pattern) return pattern;
	const first = Object.values((value ?? {}) as object)[0];
	return first === undefined ? { type: 'string' } : schemaOf(first);
}

/** The columns of a table of entries; null where an entry is a single value. */
export const columnsOf = (item: Schema): [string, Schema][] | null => (item.properties ? Object.entries(item.properties) : null);

export function unitOf(name: string, schema: Schema): Unit {
	if (shapeOf(schema) !== 'number') return null;
	if (/(^|_)fen$|Fen$/.test(name)) return 'yuan';
	return schema.maximum === 10_000 ? 'percent' : null;
}

/** An entry to begin with: what is required, as small as it may be. */
export function emptyOf(schema: Schema): unknown {
	if (isNullable(schema)) return null;
	switch (shapeOf(schema)) {
		case 'choice': return schema.enum![0];
		case 'number': return schema.minimum ?? 0;
		case 'boolean': return false;
		case 'text': return '';
		case 'list': return [];
		case 'map': return {};
		default: {
			const names = Object.keys(schema.properties!).filter((name) => !schema.required || schema.required.includes(name));
			return Object.fromEntries(names.map((name) => [name, emptyOf(schema.properties![name])]));
		}
	}
}

/** Words for names and values, for the table and the difference. */
export interface Words {
	field: (name: string, schema: Schema) => string;
	choice: (value: unknown) => string;
	yes: string;
	no: string;
	yuan: string;
}

/** A scalar as people read it. */
export function scalarText(value: unknown, unit: Unit, words: Words): string {
	if (value === null || value === undefined || value === '') return '—';
	if (typeof value === 'boolean') return value ? words.yes : words.no;
	if (typeof value === 'number' && unit === 'yuan') return `${(value / 100).toFixed(2)} ${words.yuan}`;
	if (typeof value === 'number' && unit === 'percent') return `${value / 100} %`;
	return typeof value === 'string' ? words.choice(value) : String(value);
}

const isScalar = (value: unknown) => value === null || typeof value !== 'object';

/** The value as lines, one a row: what the list shows, and what the difference compares. */
export function linesOf(value: unknown, schema: Schema, words: Words, name = ''): string[] {
	if (isScalar(value)) return [scalarText(value, unitOf(name, schema), words)];
	const entries = Object.entries(value as object);
	const nested = Array.isArray(value);
	return entries.flatMap(([key, inner]) => {
		const innerSchema = schema.properties?.[key] ?? itemOf(schema, value);
		const label = nested ? '' : `${words.field(key, innerSchema)}: `;
		if (isScalar(inner)) return [`${label}${scalarText(inner, unitOf(nested ? name : key, innerSchema), words)}`];
		const cells = Object.entries(inner as object);
		// A row of a table stays one line, and its only cell needs no name.
		if (cells.length === 1 && isScalar(cells[0][1])) {
			const [cell, only] = cells[0];
			return [`${label}${scalarText(only, unitOf(cell, innerSchema.properties?.[cell] ?? itemOf(innerSchema, inner)), words)}`];
		}
		const parts = linesOf(inner, innerSchema, words, key);
		if (cells.every(([, one]) => isScalar(one))) return [`${label}${parts.join(', ')}`];
		return [...(label ? [label.trimEnd()] : []), ...parts.map((part) => `  ${part}`)];
	});
}

import type { DiscoveredEntity, DiscoveredQuestion } from '@/api/discovery';

/** The mapping that a person works on; the rest of it stays as it was proposed. */
export interface MappingDraft {
	entities: Record<string, { fields: Record<string, Record<string, unknown>> } & Record<string, unknown>>;
	[part: string]: unknown;
}

/** The codes of a field that somebody has explained go into the mapping; a field without any stays out of it. */
export function answered(draft: MappingDraft, entity: string, question: DiscoveredQuestion): MappingDraft {
	const codes: Record<string, string> = {};
	for (const value of question.values) if (value.meaning) codes[value.code] = value.meaning;
	const all = question.values.every((value) => value.meaning);
	const part = draft.entities[entity];
	const fields = { ...part.fields };
	if (Object.keys(codes).length === 0) delete fields[question.field];
	else {
		// What the ERP leaves empty keeps its meaning: it is no code that a person is asked about.
		const empty = (fields[question.field]?.codes as Record<string, string> | undefined)?.[''] ?? (question.spec.codes as Record<string, string> | undefined)?.[''];
		fields[question.field] = { ...question.spec, codes: empty ? { '': empty, ...codes } : codes, otherwise: all ? 'refuse' : 'null' };
	}
	return { ...draft, entities: { ...draft.entities, [entity]: { ...part, fields } } };
}

/** Another column for a field, or none. The branch of an order follows its column. */
export function pointed(draft: MappingDraft, entity: string, field: string, spec: Record<string, unknown> | null): MappingDraft {
	const part: MappingDraft['entities'][string] = { ...draft.entities[entity], fields: { ...draft.entities[entity].fields } };
	if (spec) part.fields[field] = spec;
	else delete part.fields[field];
	if (field === 'branch' && spec?.column) part.branch = { column: spec.column };
	return { ...draft, entities: { ...draft.entities, [entity]: part } };
}

/** How many characters the columns of the order's own table hold. */
export const sizesOf = (entity: DiscoveredEntity): Record<string, number> =>
	Object.fromEntries(entity.columns.filter((column) => !column.column.includes('.')).map((column) => [column.column, column.size]));

import { shallowRef } from 'vue';
import type { PersonKind } from '../deskTypes';
import type { Item, OrderRef } from '../types';
import { keyOf } from '../api';
import type { Measured } from './quantity';

/** What was filled in, by field name. */
export type Values = Record<string, unknown>;
interface Common {
	/** Name in the request, and of the pointer of an error. */
	name: string;
	label: string;
	hint?: string;
	required?: boolean;
	when?: (values: Values) => boolean;
}
export type Field = Common & (
	| { kind: 'text' | 'area' | 'lines'; most?: number; locked?: boolean }
	| { kind: 'quantity'; item: Measured | ((values: Values) => Measured | null); most?: number; zero?: boolean }
	| { kind: 'whole'; least?: number; most?: number }
	| { kind: 'money' | 'date' | 'flag' | 'order' | 'branch' }
	| { kind: 'place'; all?: boolean }
	| { kind: 'item'; only?: string }
	| { kind: 'person'; kinds: PersonKind[] }
	| { kind: 'choice'; options: { value: string; label: string }[] }
);

/** A step of a record, as a small form: what is asked, and what is sent. */
export interface Ask {
	title: string;
	text?: string;
	fields: Field[];
	initial?: Values;
	/** Word on the button; otherwise "save". */
	button?: string;
	/** The step calls something off: the button that only leaves is then not called "cancel" too. */
	callsOff?: boolean;
	/** `key` stays the same while the same request is sent again after the line was down. */
	send: (body: Values, key: string) => Promise<unknown>;
}

const isEmpty = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** True if nothing is missing that has to be there. */
export const isComplete = (ask: Ask, values: Values): boolean => ask.fields.every((field) => {
	if (field.when && !field.when(values)) return true;
	const value = values[field.name];
	if (field.kind === 'flag') return true;
	if (field.kind === 'person' && field.required) return Boolean((value as { key?: string } | null)?.key);
	if (field.kind === 'lines' && field.required) return linesOf(value).length > 0;
	if (field.kind === 'quantity' && field.required) return typeof value === 'number' && (value > 0 || field.zero === true);
	return !field.required || !isEmpty(value);
});

const linesOf = (value: unknown) => String(value ?? '').split(/[\n,，、;；]/).map((one) => one.trim()).filter(Boolean);

/** The request: fields that are shown and filled in, each in the shape that the API takes. */
export function bodyOf(ask: Ask, values: Values): Values {
	const body: Values = {};
	for (const field of ask.fields) {
		const value = values[field.name];
		if (field.when && !field.when(values)) continue;
		if (field.kind === 'flag') body[field.name] = value === true;
		else if (field.kind === 'lines') body[field.name] = linesOf(value);
		else if (isEmpty(value)) continue;
		else if (field.kind === 'item') body[field.name] = (value as Item).code;
		else if (field.kind === 'order') body[field.name] = keyOf(value as OrderRef);
		else body[field.name] = typeof value === 'string' ? value.trim() : value;
	}
	return body;
}

/** One question at a time for a page; `StepDialog` shows it. */
export function useAsk() {
	const ask = shallowRef<Ask | null>(null);
	return { ask };
}

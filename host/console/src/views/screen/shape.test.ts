import { describe, expect, it } from 'vitest';
import type { ScreenField, ScreenForm } from '@/api/screens';
import { bodyOf, filledPath, kindOf, stands } from './shape';

const title = { zh: '一', en: 'one' };
const field = (more: Partial<ScreenField>): ScreenField => ({ name: 'a', title, ...more });

describe('screens of manifests', () => {
	it('asks as the manifest says, else as the schema leads to', () => {
		expect(kindOf(field({ kind: 'money', schema: { type: 'string' } }))).toBe('money');
		expect(kindOf(field({ schema: { type: 'integer' } }))).toBe('number');
		expect(kindOf(field({ schema: { type: 'boolean' } }))).toBe('check');
		expect(kindOf(field({ schema: { type: 'string', format: 'date' } }))).toBe('day');
		expect(kindOf(field({ schema: { type: 'string', maxLength: 201 } }))).toBe('area');
		expect(kindOf(field({}))).toBe('text');
	});
	it('fills a path with one part per value', () => {
		expect(filledPath('/days/{id}/note', { id: 'a/../b|1' })).toBe('/days/a%2F..%2Fb%7C1/note');
		expect(filledPath('/days', null)).toBe('/days');
	});
	it('shows a button only in the rows it is for', () => {
		const form: ScreenForm = { name: 'done', title, path: '/x', fields: [], shown: { state: ['near', 'late'] } };
		expect(stands(form, { state: 'late' })).toBe(true);
		expect(stands(form, { state: 'done' })).toBe(false);
		expect(stands({ ...form, shown: undefined }, {})).toBe(true);
	});
	it('sends nothing for what was left empty, but a no and a nought', () => {
		expect(bodyOf({ a: '', b: null, c: 0, d: false, e: 'x' })).toEqual({ c: 0, d: false, e: 'x' });
	});
});

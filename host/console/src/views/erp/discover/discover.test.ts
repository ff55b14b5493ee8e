import { describe, expect, test } from 'vitest';
import type { DiscoveredQuestion } from '@/api/discovery';
import { answered, pointed, type MappingDraft } from './types';

const draft = (): MappingDraft => ({ mapping: 1, entities: { work_order: { key: ['PGDH'], branch: { value: '01' }, fields: { number: { column: 'PGDH' } } } } });
const question = (meanings: string[]): DiscoveredQuestion => ({
	field: 'service_type', column: 'FWLX', meanings: ['install', 'repair'], spec: { column: 'FWLX', trim: true },
	values: meanings.map((meaning, at) => ({ code: `0${at + 1}`, count: 1, meaning })),
});

describe('the mapping that a person corrects', () => {
	test('codes go in as they are explained; what is left open leaves the field empty, nothing is guessed', () => {
		expect(answered(draft(), 'work_order', question(['install', ''])).entities.work_order.fields.service_type).toEqual({ column: 'FWLX', trim: true, codes: { '01': 'install' }, otherwise: 'null' });
		expect(answered(draft(), 'work_order', question(['install', 'repair'])).entities.work_order.fields.service_type).toMatchObject({ codes: { '01': 'install', '02': 'repair' }, otherwise: 'refuse' });
	});
	test('a field of which no code is explained is left out', () => {
		const before = answered(draft(), 'work_order', question(['install', 'repair']));
		expect(answered(before, 'work_order', question(['', ''])).entities.work_order.fields).toEqual({ number: { column: 'PGDH' } });
	});
	test('what an empty code means stays', () => {
		const asked = { ...question(['install', 'repair']), spec: { column: 'HFZT', codes: { '': 'install' } } };
		expect(answered(draft(), 'work_order', asked).entities.work_order.fields.service_type.codes).toEqual({ '': 'install', '01': 'install', '02': 'repair' });
	});
	test('another column takes the place of the first, none takes the field out, and the branch follows its column', () => {
		const other = pointed(draft(), 'work_order', 'branch', { column: 'GSBH' });
		expect(other.entities.work_order).toMatchObject({ branch: { column: 'GSBH' }, fields: { branch: { column: 'GSBH' } } });
		expect(pointed(other, 'work_order', 'number', null).entities.work_order.fields).toEqual({ branch: { column: 'GSBH' } });
		expect(draft().entities.work_order).toMatchObject({ branch: { value: '01' } });
	});
});

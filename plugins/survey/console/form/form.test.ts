import { beforeEach, describe, expect, test } from 'vitest';
import { barsOf, type Figure } from '../figures/types';
import { draftsOf, dropDraft, emptyDraft, isEmpty, keepDraft, readDraft, type Draft } from './draft';
import { worstOf } from './erpProgress';
import { actionOf, kLetters } from './keys';

const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
	({ key: name, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more });
const draft = (taskId: string, savedAt: number): Draft =>
	({ ...emptyDraft(taskId, 'HF-1'), disposition: 'answered', level: 'dissatisfied', words: '漏水', savedAt });

describe('keys', () => {
	test('digits answer, letters are the dispositions, each letter once', () => {
		expect(actionOf(key('1'), false)).toEqual({ kind: 'digit', digit: 1 });
		expect(actionOf(key('9'), false)).toEqual({ kind: 'digit', digit: 9 });
		expect(actionOf(key('0'), false)).toEqual({ kind: 'skip' });
		expect(actionOf(key('ArrowUp'), false)).toEqual({ kind: 'move', by: -1 });
		expect(actionOf(key('f'), false)).toEqual({ kind: 'disposition', disposition: 'not_finished' });
		expect(actionOf(key('n'), false)).toEqual({ kind: 'disposition', disposition: 'no_answer' });
		expect(new Set(Object.values(kLetters)).size).toBe(Object.keys(kLetters).length);
	});
	test('in a text field letters are letters; saving and leaving work', () => {
		expect(actionOf(key('4'), true)).toBeNull();
		expect(actionOf(key('Enter', { ctrlKey: true }), true)).toEqual({ kind: 'save' });
		expect(actionOf(key('Escape'), true)).toEqual({ kind: 'leaveField' });
		expect(actionOf(key('Escape'), false)).toEqual({ kind: 'release' });
	});
	test('nothing while an input method composes, and no shortcut of the browser is taken', () => {
		expect(actionOf(key('1', { isComposing: true }), false)).toBeNull();
		expect(actionOf(key('Escape', { isComposing: true }), true)).toBeNull();
		expect(actionOf(key('r', { ctrlKey: true }), false)).toBeNull();
	});
});

describe('drafts', () => {
	beforeEach(() => localStorage.clear());
	test('belong to a person and a task, and are gone when saved', () => {
		keepDraft('u1', draft('t1', 1_000));
		expect(readDraft('u1', 't1')?.words).toBe('漏水');
		expect(readDraft('u2', 't1')).toBeNull();
		expect(draftsOf('u2', 2_000)).toEqual([]);
		dropDraft('u1', 't1');
		expect(readDraft('u1', 't1')).toBeNull();
	});
	test('customers’ words do not lie about longer than a week', () => {
		keepDraft('u1', draft('old', 0));
		keepDraft('u1', draft('new', 6 * 86_400_000));
		expect(draftsOf('u1', 8 * 86_400_000).map((one) => one.taskId)).toEqual(['new']);
		expect(localStorage.length).toBe(1);
	});
	test('blanks are no draft', () => {
		expect(isEmpty({ disposition: null, level: null, words: ' \n', plannedAt: null, answers: { a: { said: '' } } })).toBe(true);
		expect(isEmpty({ disposition: null, level: null, words: '', plannedAt: null, answers: { a: { value: 'yes' } } })).toBe(false);
	});
});

describe('figures and progress', () => {
	test('[SV-57] rates without answers are no bars; ranked ones by rank, few ones after them', () => {
		const row = (name: string, value: number | null, n: number, rank: number | null): Figure => ({
			key: name, name, answered: n, veryYes: 0, yes: n, average: 0, no: 0, veryNo: 0, invalid: 0, refused: 0, notReached: 0,
			rate: { numerator: n, denominator: n, value, low: value, high: value }, few: rank === null, rank, belowTarget: false,
		});
		expect(barsOf([row('nobody', null, 0, null), row('three', 1, 3, null), row('second', 0.9, 10, 2), row('first', 0.96, 96, 1)]).map((bar) => bar.name)).toEqual(['first', 'second', 'three']);
	});
	test('of several records the one that somebody must know of', () => {
		expect(worstOf([{ state: 'confirmed' }, { state: 'refused' }])).toBe('refused');
		expect(worstOf([{ state: 'confirmed' }, { state: 'sending' }])).toBe('sending');
		expect(worstOf([])).toBe('none');
	});
});

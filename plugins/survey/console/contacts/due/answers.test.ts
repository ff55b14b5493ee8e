import { describe, expect, test } from 'vitest';
import { emptyQuestion } from '../../questionnaires/readable';
import { countedAnswers, outcomeOf, spokenAnswers } from './answers';

const attitude = { ...emptyQuestion('attitude'), kind: 'yes_no_average' as const, indicator: 'attitude' };
const damaged = { ...emptyQuestion('damaged'), good: 'no' as const, indicator: 'undamaged' };
const overall = { ...emptyQuestion('overall'), kind: 'level' as const, indicator: 'cooperation' };
const wishes = { ...emptyQuestion('wishes'), kind: 'text' as const };
const met = { ...emptyQuestion('met'), indicator: 'met', invalid: [{ id: 'away', text: { zh: '', en: '' }, if: { question: 'attitude', is: 'no' } }] };

describe('SV-09, SV-02 answers of a contact', () => {
	test('count by their class; "no" is good where the question says so', () => {
		expect(countedAnswers([attitude, damaged, overall, wishes], { attitude: { value: 'average' }, damaged: { value: 'no' }, overall: { value: 'dissatisfied' }, wishes: { value: '多来' } }, {}))
			.toEqual([{ indicator: 'attitude', outcome: 'average' }, { indicator: 'undamaged', outcome: 'yes' }, { indicator: 'cooperation', outcome: 'no' }]);
	});
	test('a reason, named or decided, makes an answer invalid; no answer counts nothing', () => {
		expect(outcomeOf(attitude, { attitude: { invalid: 'away' } }, {})).toBe('invalid');
		expect(outcomeOf(met, { met: { value: 'yes' }, attitude: { value: 'no' } }, {})).toBe('invalid');
		expect(outcomeOf(met, {}, {})).toBeNull();
	});
	test('words that count nothing stay in the result', () => {
		const spoken = spokenAnswers([attitude, wishes], { attitude: { value: 'yes' }, wishes: { value: '多来' } }, {}, (question) => `${question.id}:`, (_, value) => String(value));
		expect(spoken).toEqual(['wishes: 多来']);
	});
});

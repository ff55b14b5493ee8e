import type { Class, Condition, Given, Question, Questionnaire, ScriptAnswers, Value } from '../questionnaires/types';

/** Facts of the order by which questions are shown (answers.md). */
export type Facts = Record<string, Value>;

const asList = (value: Value | Value[]): Value[] => (Array.isArray(value) ? value : [value]);

/** Whether a condition holds. A comparison with something that is not known does not hold; `known` asks for just that. */
export function holds(condition: Condition | null, answers: ScriptAnswers, facts: Facts): boolean {
	if (condition === null) return true;
	if ('all' in condition) return condition.all.every((part) => holds(part, answers, facts));
	if ('any' in condition) return condition.any.some((part) => holds(part, answers, facts));
	if ('not' in condition) return !holds(condition.not, answers, facts);
	const value = 'question' in condition ? answers[condition.question]?.value : facts[condition.fact];
	const known = value !== undefined && value !== null;
	if (condition.known !== undefined) return known === condition.known;
	if (!known) return false;
	if (condition.is !== undefined) return asList(condition.is).includes(value);
	if (typeof value !== 'number') return false;
	if (condition.above !== undefined) return value > condition.above;
	if (condition.atLeast !== undefined) return value >= condition.atLeast;
	if (condition.below !== undefined) return value < condition.below;
	// A class is judged by the server; no question is shown because of one.
	return false;
}

/** The questions that a condition looks at. */
function asksFor(condition: Condition): string[] {
	if ('all' in condition) return condition.all.flatMap(asksFor);
	if ('any' in condition) return condition.any.flatMap(asksFor);
	if ('not' in condition) return asksFor(condition.not);
	return 'question' in condition ? [condition.question] : [];
}

/**
 * The questions that are asked, in order. What was answered to a question that is hidden now says nothing any more. Where it is certain
 * beforehand that an answer would not count (nothing was charged, SV-36), the question is not asked; the server records it as such.
 */
export function visibleQuestions(questionnaire: Questionnaire, answers: ScriptAnswers, facts: Facts): Question[] {
	const counted: ScriptAnswers = {};
	const earlier = new Set<string>();
	return questionnaire.questions.filter((question) => {
		const idle = question.invalid.some((reason) => reason.if !== null && asksFor(reason.if).every((id) => earlier.has(id)) && holds(reason.if, counted, facts));
		const shown = !idle && holds(question.showIf, counted, facts);
		earlier.add(question.id);
		if (shown && answers[question.id]) counted[question.id] = answers[question.id];
		return shown;
	});
}

/** True where the server has what it needs: a value, a reason why it does not count, or words that it classes itself (SV-39). */
export function isAnswered(question: Question, given: Given | undefined): boolean {
	if (!given) return false;
	return (given.value !== undefined && given.value !== '') || given.invalid !== undefined || (question.phrases && (given.said ?? '').trim() !== '');
}

/** The first question that must be answered and is not. */
export const firstMissing = (shown: Question[], answers: ScriptAnswers): Question | null =>
	shown.find((question) => question.required && !isAnswered(question, answers[question.id])) ?? null;

export const anyAnswered = (shown: Question[], answers: ScriptAnswers): boolean => shown.some((question) => isAnswered(question, answers[question.id]));

/** What is sent: the questions that were shown and answered, nothing of hidden ones. */
export function answersToSend(shown: Question[], answers: ScriptAnswers): Record<string, Given> {
	return Object.fromEntries(shown.filter((question) => isAnswered(question, answers[question.id])).map((question) => {
		const given = answers[question.id]!;
		return [question.id, {
			...(given.value !== undefined && given.value !== '' ? { value: given.value } : {}),
			...(given.said?.trim() ? { said: given.said.trim() } : {}),
			...(given.invalid ? { invalid: given.invalid } : {}),
		}];
	}));
}

/** One button of a question. */
export interface Choice {
	/** The digit that chooses it. */
	digit: number;
	kind: 'value' | 'invalid';
	id: string;
	class: Class | null;
}

/** The buttons of a question, in the order of their digits: its answers, then the reasons for which it does not count. */
export function choicesOf(question: Question): Choice[] {
	const values: Record<string, string[]> = {
		yes_no: ['yes', 'no'], yes_no_average: ['yes', 'average', 'no'],
		level: ['very_satisfied', 'satisfied', 'average', 'dissatisfied', 'very_dissatisfied'],
		choice: question.options.map((option) => option.id),
	};
	const ids = values[question.kind] ?? [];
	const reasons = question.invalid.filter((reason) => reason.if === null).map((reason) => reason.id);
	return [...ids.map((id) => ({ kind: 'value' as const, id })), ...reasons.map((id) => ({ kind: 'invalid' as const, id }))]
		.slice(0, 9)
		.map((choice, index) => ({ ...choice, digit: index + 1, class: choice.kind === 'invalid' ? 'invalid' : classOf(question, choice.id) }));
}

/** Only for the colour of a button: what counts is decided by the server. */
function classOf(question: Question, id: string): Class | null {
	if (question.kind === 'choice') return question.options.find((option) => option.id === id)?.class ?? null;
	if (question.kind === 'yes_no') return id === question.good ? 'yes' : 'no';
	return id === 'yes' || id === 'average' || id === 'no' ? id : null;
}

/** An answer after a button: pressing the one that is on takes it back. Words stay. */
export function chosen(given: Given | undefined, choice: Choice): Given {
	const said = given?.said ? { said: given.said } : {};
	const isOn = choice.kind === 'value' ? given?.value === choice.id : given?.invalid === choice.id;
	if (isOn) return said;
	return choice.kind === 'value' ? { ...said, value: choice.id } : { ...said, invalid: choice.id };
}

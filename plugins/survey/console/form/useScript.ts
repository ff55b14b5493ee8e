import { computed, nextTick, ref, type Ref } from 'vue';
import { asProblem, type ApiProblem } from '@/api/problem';
import { checkAnswers, type Script } from '../questionnaires/api';
import type { Given, Question, ScriptAnswers } from '../questionnaires/types';
import { kLevels, type Level } from '../types';
import { anyAnswered, answersToSend, choicesOf, chosen, firstMissing, isAnswered, visibleQuestions } from './script';

/** The mark stands at the overall question (SV-50). */
export const kOverall = '';

interface ScriptOptions {
	answers: Ref<ScriptAnswers>;
	level: Ref<Level | null>;
	rate: (level: Level) => void;
	mayEdit: Ref<boolean>;
}

/** The questions of a call: which are shown, where the mark stands, what a digit answers (§1.3). */
export function useScript(options: ScriptOptions) {
	const script = ref<Script | null>(null);
	const scriptProblem = ref<ApiProblem | null>(null);
	const mark = ref<string>(kOverall);
	/** SV-39: how the server classed the words of a question; "" asks the customer again. */
	const classed = ref<Record<string, string>>({});
	let owner = '';
	let checkedBy: string | null = null;

	const questionnaire = computed(() => script.value?.questionnaire ?? null);
	const facts = computed(() => ({ ...(script.value?.facts ?? {}), ...(options.level.value ? { level: options.level.value } : {}) }));
	const shown = computed<Question[]>(() => (questionnaire.value ? visibleQuestions(questionnaire.value, options.answers.value, facts.value) : []));
	const begun = computed(() => anyAnswered(shown.value, options.answers.value));
	const missingQuestion = computed(() => (begun.value ? firstMissing(shown.value, options.answers.value) : null));

	/** `of` names what the script belongs to; `taskId`: by which the server can judge answers before they are sent. */
	async function loadScript(of: string, read: () => Promise<Script>, taskId: string | null): Promise<void> {
		owner = of;
		checkedBy = taskId;
		script.value = null;
		scriptProblem.value = null;
		classed.value = {};
		mark.value = kOverall;
		try {
			const fresh = await read();
			if (owner === of) script.value = fresh;
		} catch (error) {
			// Without its questions the call can still be recorded; the clerk is told.
			if (owner === of) scriptProblem.value = asProblem(error);
		}
	}
	function give(id: string, given: Given): void {
		if (!options.mayEdit.value) return;
		options.answers.value = { ...options.answers.value, [id]: given };
		delete classed.value[id];
	}
	/** The mark goes where something is still to be asked; after the last one it stays. */
	function goOn(from: string): void {
		const ids = shown.value.map((question) => question.id);
		const rest = shown.value.slice(ids.indexOf(from) + 1);
		const next = rest.find((question) => !isAnswered(question, options.answers.value[question.id])) ?? rest[0];
		if (next) moveTo(next.id);
	}
	function moveTo(id: string): void {
		mark.value = id;
		void nextTick(() => {
			const row = document.querySelector<HTMLElement>(`[data-question="${id}"]`);
			row?.scrollIntoView({ block: 'nearest' });
			// A question without buttons waits for typing.
			row?.querySelector<HTMLElement>('[data-entry] input, [data-entry] textarea, input[data-entry], textarea[data-entry]')?.focus({ preventScroll: true });
		});
	}
	function press(digit: number): void {
		if (!options.mayEdit.value) return;
		const question = shown.value.find((candidate) => candidate.id === mark.value);
		if (!question) {
			const level = kLevels[digit - 1];
			if (level) options.rate(level);
			return;
		}
		const choice = choicesOf(question).find((candidate) => candidate.digit === digit);
		if (choice) choose(question, choice);
	}
	function choose(question: Question, choice: ReturnType<typeof choicesOf>[number]): void {
		const given = chosen(options.answers.value[question.id], choice);
		give(question.id, given);
		if (isAnswered(question, given)) void nextTick(() => goOn(question.id));
		else mark.value = question.id;
	}
	function move(by: 1 | -1): void {
		const ids = [kOverall, ...shown.value.map((question) => question.id)];
		const index = Math.min(ids.length - 1, Math.max(0, ids.indexOf(mark.value) + by));
		(document.activeElement as HTMLElement | null)?.blur?.();
		moveTo(ids[index]);
	}
	/** The customer has no time for more: only the overall answer is kept. */
	function skip(): void {
		if (!options.mayEdit.value) return;
		options.answers.value = {};
		classed.value = {};
		mark.value = kOverall;
	}
	const toSend = () => {
		const asked = questionnaire.value;
		return asked && begun.value ? { questionnaire: { id: asked.id, version: asked.version }, answers: answersToSend(shown.value, options.answers.value) } : {};
	};

	/** Free words are classed by the server's list; a phrase that is not on it is asked back, not guessed (SV-39). */
	async function classWords(question: Question): Promise<void> {
		const given = options.answers.value[question.id];
		const asked = questionnaire.value;
		const taskId = checkedBy;
		if (!asked || taskId === null || !question.phrases || !given?.said?.trim() || given.value !== undefined) return;
		try {
			const judged = await checkAnswers(taskId, { questionnaire: { id: asked.id, version: asked.version }, answers: answersToSend(shown.value, options.answers.value) });
			if (checkedBy !== taskId || options.answers.value[question.id]?.said !== given.said) return;
			const unknown = judged.problems.some((problem) => problem.code === 'survey.answers.phrase' && problem.pointer.endsWith(`/${question.id}`));
			classed.value = { ...classed.value, [question.id]: unknown ? '' : (judged.classes[question.id]?.class ?? '') };
		} catch {
			// The line is down: it is classed when the answer is sent.
		}
	}
	/** The server did not know a phrase: the mark goes there, and the clerk asks again. */
	function askBack(problem: ApiProblem): boolean {
		const pointer = problem.errors.find((error) => error.pointer.startsWith('/answers/'))?.pointer ?? (typeof problem.params.question === 'string' ? `/answers/${problem.params.question}` : '');
		const id = pointer.slice('/answers/'.length).split('/')[0];
		if (!id || !shown.value.some((question) => question.id === id)) return false;
		if (problem.code === 'survey.answers.phrase') classed.value = { ...classed.value, [id]: '' };
		moveTo(id);
		return true;
	}

	function clear(): void {
		owner = '';
		script.value = null;
		scriptProblem.value = null;
		mark.value = kOverall;
	}

	return { script, scriptProblem, clear, questionnaire, facts, shown, begun, missingQuestion, mark, classed, loadScript, give, goOn, moveTo, press, choose, move, skip, toSend, classWords, askBack };
}
export type ScriptControl = ReturnType<typeof useScript>;

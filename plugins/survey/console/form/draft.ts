import type { ScriptAnswers } from '../questionnaires/types';
import type { Disposition, Level } from '../types';
import type { Ready } from './record';

/** What a clerk has entered about a call and the server does not have yet. Outlives a dropped line, a reload and the session. */
export interface Draft {
	taskId: string;
	number: string;
	disposition: Disposition | null;
	level: Level | null;
	words: string;
	plannedAt: number | null;
	/** Answers to the questions, by their ids. */
	answers: ScriptAnswers;
	/** When the customer was called: stays that of the call, however late it is sent. */
	calledAt: number | null;
	/** Complete, but the line was down: what is to be sent as soon as it is back. */
	ready: Ready | null;
	savedAt: number;
}

export const emptyDraft = (taskId = '', number = ''): Draft =>
	({ taskId, number, disposition: null, level: null, words: '', plannedAt: null, answers: {}, calledAt: null, ready: null, savedAt: 0 });

const kPrefix = 'erphost.survey.draft.';
/** Customers' words shall not lie about for ever on a computer that several people use. */
const kKeptMs = 7 * 86_400_000;

const nameOf = (userId: string, taskId: string) => `${kPrefix}${userId}.${taskId}`;

export function readDraft(userId: string, taskId: string): Draft | null {
	try {
		const text = localStorage.getItem(nameOf(userId, taskId));
		// Drafts of an earlier release lack what came later.
		return text ? { ...emptyDraft(), ...(JSON.parse(text) as Partial<Draft>) } : null;
	} catch {
		return null;
	}
}

export function keepDraft(userId: string, draft: Draft): void {
	try {
		localStorage.setItem(nameOf(userId, draft.taskId), JSON.stringify(draft));
	} catch {
		// Without storage the draft lives as long as the page.
	}
}

export function dropDraft(userId: string, taskId: string): void {
	try {
		localStorage.removeItem(nameOf(userId, taskId));
	} catch {
		// Nothing was kept.
	}
}

/** The drafts of a person, newest first; those too old are removed, whoever's they are. */
export function draftsOf(userId: string, now: number = Date.now()): Draft[] {
	const drafts: Draft[] = [];
	try {
		const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
		for (const name of names.filter((candidate) => candidate.startsWith(kPrefix))) {
			const draft = JSON.parse(localStorage.getItem(name) ?? 'null') as Draft | null;
			if (!draft || now - draft.savedAt > kKeptMs) localStorage.removeItem(name);
			else if (name.startsWith(`${kPrefix}${userId}.`)) drafts.push(draft);
		}
	} catch {
		return drafts;
	}
	return drafts.sort((a, b) => b.savedAt - a.savedAt);
}

export const isEmpty = (draft: Pick<Draft, 'disposition' | 'level' | 'words' | 'plannedAt' | 'answers'>): boolean =>
	draft.disposition === null && draft.level === null && draft.words.trim() === '' && draft.plannedAt === null
	&& Object.values(draft.answers).every((given) => !given || (given.value === undefined && given.invalid === undefined && !given.said));

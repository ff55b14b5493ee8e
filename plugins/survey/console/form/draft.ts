import type { Disposition, Level } from '../types';

/** What a clerk has entered about a call and the server does not have yet. Outlives a dropped line, a reload and the session. */
export interface Draft {
	taskId: string;
	number: string;
	disposition: Disposition | null;
	level: Level | null;
	words: string;
	plannedAt: number | null;
	/** Stays the same until the answer is recorded: sending again cannot record it twice. */
	key: string;
	savedAt: number;
}

const kPrefix = 'erphost.survey.draft.';
/** Customers' words shall not lie about for ever on a computer that several people use. */
const kKeptMs = 7 * 86_400_000;

const nameOf = (userId: string, taskId: string) => `${kPrefix}${userId}.${taskId}`;

export function readDraft(userId: string, taskId: string): Draft | null {
	try {
		const text = localStorage.getItem(nameOf(userId, taskId));
		return text ? (JSON.parse(text) as Draft) : null;
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

export const isEmpty = (draft: Pick<Draft, 'disposition' | 'level' | 'words' | 'plannedAt'>): boolean =>
	draft.disposition === null && draft.level === null && draft.words.trim() === '' && draft.plannedAt === null;

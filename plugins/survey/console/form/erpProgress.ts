import { ref } from 'vue';
import { readRow } from '@/api/erp';
import { asProblem } from '@/api/problem';
import type { OutboxRecord, OutboxState } from '@/api/types';
import { errorWords } from '@/composables/useProblem';
import { usePolling } from '@/composables/usePolling';
import type { SavedAnswer } from './types';

const kEveryMs = 500;
/** Longer than that nobody looks at the strip; the record page shows the rest. */
const kWatchMs = 10 * 60_000;
const kWorst: OutboxState[] = ['refused', 'unknown', 'held', 'waiting', 'sending', 'superseded', 'dropped', 'confirmed'];
const kFinal: (OutboxState | 'none' | 'hidden')[] = ['confirmed', 'superseded', 'dropped', 'none', 'hidden'];

/** One state for several records: the one that somebody must know of. */
export function worstOf(records: Pick<OutboxRecord, 'state'>[]): OutboxState | 'none' {
	return kWorst.find((state) => records.some((record) => record.state === state)) ?? 'none';
}

/** Follows the last saved answers until the ERP has them. One for the page, across tasks. */
const saved = ref<SavedAnswer[]>([]);

export function useErpProgress() {
	async function look(): Promise<void> {
		const now = Date.now();
		for (const answer of saved.value) {
			if ((answer.state !== null && kFinal.includes(answer.state)) || now - answer.savedAt > kWatchMs) continue;
			try {
				const row = await readRow(answer.kind, answer.orderKey);
				// Records of earlier answers are done with; what counts began with this one.
				const mine = row.outbox.filter((record) => record.updatedAt >= answer.savedAt - 5_000);
				const state = worstOf(mine);
				// The outbox row is there with the commit of the answer; a look that finds none came too early, or there is none.
				answer.state = state === 'none' && now - answer.savedAt < 5_000 ? null : state;
				answer.detail = errorWords(mine.find((record) => record.error)?.error)?.title ?? '';
			} catch (error) {
				if (asProblem(error).status === 403) answer.state = 'hidden';
			}
		}
	}
	usePolling(look, kEveryMs);

	function watchAnswer(answer: Omit<SavedAnswer, 'state' | 'detail'>): void {
		saved.value = [{ ...answer, state: null, detail: '' }, ...saved.value].slice(0, 3);
	}
	return { saved, watchAnswer };
}

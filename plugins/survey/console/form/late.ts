import { asProblem, type ApiProblem } from '@/api/problem';
import { draftsOf, dropDraft, keepDraft, type Draft } from './draft';
import { record } from './record';

/** What became of a draft that was complete when the line went down; problem null: it is recorded. */
export interface Late {
	draft: Draft;
	problem: ApiProblem | null;
}

/**
 * Sends what lies ready, as it was first sent. Stops at the first sign that the line is still down. A draft that the server does not take any
 * more stays, so that a person can look at both.
 */
export async function sendLate(userId: string): Promise<Late[]> {
	const done: Late[] = [];
	for (const draft of draftsOf(userId).filter((one) => one.ready !== null)) {
		try {
			await record(draft.ready!);
			dropDraft(userId, draft.taskId);
			done.push({ draft, problem: null });
		} catch (error) {
			const problem = asProblem(error);
			if (problem.lineIsDown) break;
			keepDraft(userId, { ...draft, ready: null });
			done.push({ draft, problem });
		}
	}
	return done;
}

import { newKey } from '@/api/key';
import { asProblem } from '@/api/problem';
import { recordAttempt } from '../api';
import type { AttemptDraft, Task, TaskDetail } from '../types';

/** A request as it was first sent. The server keeps its answer under the key: sent again unchanged, it is recorded once. */
export interface Ready {
	taskId: string;
	body: AttemptDraft;
	version: number;
	key: string;
}

export const readyOf = (task: Pick<Task, 'id' | 'version'>, body: AttemptDraft): Ready => ({ taskId: task.id, body, version: task.version, key: newKey() });

/**
 * Records an attempt. When the call was is told by this computer's clock, which may be wrong: if the server does not believe it, the call was
 * now. `request` is changed to what was sent last, so that the caller can keep just that.
 */
export async function record(request: Ready): Promise<TaskDetail> {
	try {
		return await recordAttempt(request.taskId, request.body, `"${request.version}"`, request.key);
	} catch (error) {
		if (asProblem(error).code !== 'survey.called_at.invalid' || request.body.calledAt === undefined) throw error;
		const { calledAt: _, ...rest } = request.body;
		Object.assign(request, { body: rest, key: newKey() });
		return recordAttempt(request.taskId, request.body, `"${request.version}"`, request.key);
	}
}

import { call, get, getTagged, list, remove, type Query } from '@/api/client';
import type { AttemptDraft, Counters, Task, TaskDetail } from './types';

const one = (id: string) => `/survey/tasks/${encodeURIComponent(id)}`;

export const listTasks = (query: Query) => list<Task>('/survey/tasks', query);
export const readTask = (id: string) => getTagged<TaskDetail>(one(id));
export const readCounters = () => get<Counters>('/survey/counters');

/** The most urgent task, leased; null when there is nothing to do. */
export async function takeNext(filter: { branch?: string; stage?: string; product?: string }): Promise<TaskDetail | null> {
	const body = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
	const reply = await call<TaskDetail | undefined>('POST', '/survey/tasks/next', { body });
	return reply.data ?? null;
}
export const lease = async (id: string): Promise<TaskDetail> => (await call<TaskDetail>('POST', `${one(id)}/lease`, {})).data;
export const release = (id: string) => remove<void>(`${one(id)}/lease`);

/** `key` stays the same while the same answer is sent again: the server records it once. */
export const recordAttempt = async (id: string, draft: AttemptDraft, version: string, key: string): Promise<TaskDetail> =>
	(await call<TaskDetail>('POST', `${one(id)}/attempts`, { body: draft, ifMatch: version, key })).data;

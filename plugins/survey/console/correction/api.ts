import { call, post } from '@/api/client';
import type { AttemptDraft, Consequence, OnSite, TaskDetail } from '../types';

/** What is left out stays as it was. */
export type Corrected = Omit<AttemptDraft, 'plannedAt' | 'calledAt'> & { onsite?: Omit<OnSite, 'callerIsCustomer'> };
export interface CorrectionOf {
	round: number;
	attempt: number;
	correction: Corrected;
}
export interface Preview {
	/** What would be taken back, and what would follow instead. */
	reversed: Consequence[];
	made: Consequence[];
	version: number;
}

const one = (id: string) => `/survey/tasks/${encodeURIComponent(id)}/corrections`;
export const previewCorrection = (id: string, body: CorrectionOf) => post<Preview>(`${one(id)}/preview`, body);
export const correct = async (id: string, body: CorrectionOf & { reason: string }, version: number, key: string): Promise<TaskDetail> =>
	(await call<TaskDetail>('POST', one(id), { body, ifMatch: `"${version}"`, key })).data;

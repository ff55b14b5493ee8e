import { call, get } from '@/api/client';
import type { Level, OnSite, QuestionnaireRef, TaskDetail } from '../types';
import type { DeskDay, OnSiteOrder } from './types';

export const findOrders = async (last4: string, branch: string) => (await get<{ items: OnSiteOrder[] }>('/survey/onsite/orders', { last4, branch })).items;

/** The calls of the business day, of one branch or of all that the clerk may see. */
export const readDay = (branch: string) => get<DeskDay>('/survey/onsite/calls', { branch });

export interface CallBody extends Omit<OnSite, 'callerIsCustomer'> {
	branchId: string;
	orderKey: string;
	/** Of the task, if there was one: as If-Match. */
	version?: number;
	level?: Level;
	words?: string;
	disposition: 'answered' | 'refused' | 'not_finished';
	calledAt?: number;
	questionnaire?: QuestionnaireRef;
	answers?: object;
}
export const recordCall = async (body: CallBody, key: string): Promise<TaskDetail> => (await call<TaskDetail>('POST', '/survey/onsite/calls', { body, key })).data;

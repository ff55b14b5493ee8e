import { call, get, list, put, type Query } from '@/api/client';
import type { Level } from '../types';
import type { ContactAnswer } from './due/answers';
import type { Contact, ContactPlan, Message, RosterDay, Shift } from './types';

const tag = (version: number) => `"${version}"`;

export const listContacts = (query: Query) => list<Contact>('/survey/contacts', query);
export const recordResult = async (row: Contact, body: { state: 'done' | 'dropped'; result: string; level?: Level; answers?: ContactAnswer[] }, key: string): Promise<Contact> =>
	(await call<Contact>('POST', `/survey/contacts/${encodeURIComponent(row.id)}/result`, { body, ifMatch: tag(row.version), key })).data;
export const listPlans = (query: Query) => list<ContactPlan>('/survey/contact-plans', query);
export type PlanBody = Pick<ContactPlan, 'kind' | 'branchId' | 'party' | 'department' | 'person' | 'every' | 'note'>;
export const createPlan = async (body: Partial<PlanBody>, key: string): Promise<ContactPlan> => (await call<ContactPlan>('POST', '/survey/contact-plans', { body, key })).data;
export const changePlan = ({ id, version, party, department, person, every, active, note }: ContactPlan) =>
	put<ContactPlan>(`/survey/contact-plans/${encodeURIComponent(id)}`, { party, department, person, every, active, note }, { ifMatch: tag(version) });
export const readRoster = async (from: string, to: string) => (await get<{ items: RosterDay[] }>('/survey/roster', { from, to })).items;
export const saveRoster = (day: RosterDay, entries: Shift[]) => put<RosterDay>(`/survey/roster/${day.date}`, { entries }, { ifMatch: tag(day.version) });
export const listMessages = (query: Query) => list<Message>('/survey/messages', query);

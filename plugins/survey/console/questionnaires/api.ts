import { call, get, getTagged, post, put, remove } from '@/api/client';
import type { Channel, Level, QuestionnaireRef } from '../types';
import type { Given, Group, Line, Mistake, Questionnaire, Sheet, StoredDraft, Value, Version, Versioned, Versions } from './types';

const one = (id: string) => `/survey/questionnaires/${encodeURIComponent(id)}`;
const task = (id: string) => `/survey/tasks/${encodeURIComponent(id)}`;
const tag = (revision: number | null) => (revision === null ? null : `"${revision}"`);

export interface Script {
	questionnaire: Versioned | null;
	facts: Record<string, Value>;
}
export interface Judged {
	visible: string[];
	classes: Record<string, { class: string; invalidReason: string | null }>;
	problems: { pointer: string; code: string; params: Record<string, unknown> }[];
}

/** Which questions are asked in a call; questionnaire null: none applies. */
export const readScript = (id: string, channel: Channel) => get<Script>(`${task(id)}/questionnaire`, { channel });
export const readAnswers = async (id: string) => (await get<{ items: Sheet[] }>(`${task(id)}/answers`)).items;
/** How the server would judge the answers; nothing is stored. */
export const checkAnswers = (id: string, body: { questionnaire: QuestionnaireRef; channel?: Channel; level?: Level; answers: Record<string, Given> }) =>
	post<Judged>(`${task(id)}/answers/check`, body);
export const readApplicable = (query: { group?: Group; channel?: Channel; stage?: string; productType?: string; serviceType?: string }) =>
	get<{ questionnaire: Versioned | null }>('/survey/questionnaires/applicable', query);

export const listQuestionnaires = (query: { group?: string; search?: string }) => get<{ items: Line[]; total: number }>('/survey/questionnaires', query);
export const readVersions = (id: string) => get<Versions>(one(id));
export const readVersion = (id: string, version: number) => get<Version & { content: Questionnaire }>(`${one(id)}/versions/${version}`);
export const readDraft = (id: string) => getTagged<StoredDraft>(`${one(id)}/draft`);
/** `revision` null: there is no draft yet. */
export const saveDraft = (id: string, content: Questionnaire, revision: number | null, basedOn: number | null) =>
	put<StoredDraft>(`${one(id)}/draft`, { content, ...(basedOn === null ? {} : { basedOn }) }, { ifMatch: tag(revision) });
export const dropDraft = (id: string, revision: number) => remove<void>(`${one(id)}/draft`, { ifMatch: tag(revision) });
export const check = async (content: Questionnaire): Promise<Mistake[]> => (await post<{ problems: Mistake[] }>('/survey/questionnaires/check', { content })).problems;
export const publish = async (id: string, validFrom: string, revision: number) => (await call<Version>('POST', `${one(id)}/publish`, { body: { validFrom }, ifMatch: tag(revision) })).data;
export const restore = async (id: string, version: number, revision: number | null) => (await call<StoredDraft>('POST', `${one(id)}/restore`, { body: { version }, ifMatch: tag(revision) })).data;

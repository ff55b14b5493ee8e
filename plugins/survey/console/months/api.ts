import { call, get, getTagged, list, put, type Query } from '@/api/client';
import type { Amendment, Measure, Month, MonthDetail, Plan, PlanDetail, Report } from './types';

const month = (name: string) => `/survey/months/${encodeURIComponent(name)}`;
const plan = (id: string) => `/survey/plans/${encodeURIComponent(id)}`;
const tag = (version: number) => `"${version}"`;

export const listMonths = (query: Query) => list<Month>('/survey/months', query);
export const readMonth = (name: string) => getTagged<MonthDetail>(month(name));
export const listAmendments = (name: string, query: Query) => list<Amendment>(`${month(name)}/amendments`, query);
export const computeMonth = async (name: string, version: number, key: string) => (await call<Month>('POST', `${month(name)}/compute`, { ifMatch: tag(version), body: {}, key })).data;
export const signMonth = async (name: string, remark: string, version: number, key: string) =>
	(await call<Month & { plansMade: number }>('POST', `${month(name)}/sign`, { body: remark ? { remark } : {}, ifMatch: tag(version), key })).data;

export const listPlans = (query: Query) => list<Plan>('/survey/plans', query);
export const readPlan = (id: string) => getTagged<PlanDetail>(plan(id));
export const savePlan = (id: string, causes: string[], measures: Measure[], version: number) =>
	put<PlanDetail>(plan(id), { causes, measures: measures.map(({ text, person, dueOn, doneOn, result }) => ({ text, person, dueOn, ...(doneOn ? { doneOn } : {}), ...(result ? { result } : {}) })) }, { ifMatch: tag(version) });
export const advancePlan = async (id: string, note: string, version: number) => (await call<PlanDetail>('POST', `${plan(id)}/advance`, { body: { note }, ifMatch: tag(version) })).data;
export const readReport = (name: string) => get<Report>('/survey/plans/report', { month: name });

import { call, get, list, type Query } from '@/api/client';
import type { Draw } from '../types';
import type { Assessment, Dimension, Figures, Pareto, Trend } from './types';

export const readFigures = (query: Query) => get<Figures>('/survey/indicators', query);
export const readNames = async (month: string) => (await get<{ items: { indicator: string; answered: number }[] }>('/survey/indicators/names', { month })).items;
export const readTrend = (indicator: string, by: Dimension, until: string, basis: string, keys?: string[]) =>
	get<Trend>('/survey/indicators/trend', { indicator, by, until, basis, months: 12, keys: keys?.join('|') });
export const readPareto = (query: Query) => get<Pareto>('/survey/indicators/pareto', query);
export const listDraws = (date: string) => list<Draw>('/survey/draws', { date });

export const listAssessments = (query: Query) => get<{ items: Assessment[]; next: string | null; total: number; bonusFen: number }>('/survey/assessments', query);
/** `version` 0: nobody has examined the order yet. */
export const examine = async (row: Assessment, finding: string, measure: string): Promise<Assessment> =>
	(await call<Assessment>('PUT', `/survey/assessments/${encodeURIComponent(row.taskId)}`, { body: { finding, ...(measure ? { measure } : {}) }, ifMatch: `"${row.version}"` })).data;

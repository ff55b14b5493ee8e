import { get, getTagged, list, post, type Query } from '@/api/client';
import { change } from './orderApi';
import type { Dunning, Fine, FineCounters, FineDetail, HrLine, HrMonth, HrPaper, HrPerson, Notice, NoticeMonth, NoticePaper, Offences, Reward, RewardKind, TraceStep, TraceType } from './fineTypes';

const segment = encodeURIComponent;

export const readOffences = (on: string) => get<Offences>('/fees/offences', { on });
export const chooseOffences = (body: unknown, key: string) => post<Offences>('/fees/offences/choice', body, { key });
export const listFines = (query: Query) => list<Fine>('/fees/fines', query);
export const readFine = (id: string) => getTagged<FineDetail>(`/fees/fines/${segment(id)}`);
export const readFineCounters = () => get<FineCounters>('/fees/fines/counts');
export const listDismissals = (query: Query) => list<Fine>('/fees/dismissals', query);
export const proposeFine = (body: unknown, key: string) => post<FineDetail>('/fees/fines', body, { key });
export const moveFine = (one: Fine, move: 'check' | 'decide' | 'void', body: unknown, key?: string) => change<FineDetail>(`/fees/fines/${segment(one.id)}/${move}`, body, one.version, key);
export const readTrace = async (type: TraceType, id: string): Promise<TraceStep[]> => (await get<{ steps: TraceStep[] }>('/fees/trace', { type, id })).steps;

export const listNotices = (query: Query) => list<Notice>('/fees/notices', query);
export const readNoticePaper = (id: string) => get<NoticePaper>(`/fees/notices/${segment(id)}/paper`);
export const confirmNotice = (one: Notice, body: unknown, key: string) => change<Notice>(`/fees/notices/${segment(one.id)}/confirm`, body, one.version, key);
export const listNoticeMonths = (query: Query) => list<NoticeMonth>('/fees/notices/months', query);
export const payNotices = (body: unknown, key: string) => post<{ id: string; number: string; notices: Notice[] }>('/fees/notices/payments', body, { key });
export const listDunning = (query: Query) => list<Dunning>('/fees/notices/dunning', query);

const month = (one: { branchId: string; month: string }) => `/fees/hr/${segment(one.branchId)}/${segment(one.month)}`;
export const listHrMonths = (query: Query) => list<HrMonth>('/fees/hr/months', query);
export const readHrMonth = (one: { branchId: string; month: string }) => getTagged<HrMonth & { people: HrPerson[] }>(month(one));
export const listHrLines = (one: { branchId: string; month: string }, query: Query) => list<HrLine>(`${month(one)}/lines`, query);
export const closeHrMonth = (one: HrMonth) => change<HrMonth>(`${month(one)}/close`, undefined, one.version);
export const addCommission = (one: HrMonth) => post<{ orders: number; sumFen: number; without: number }>(`${month(one)}/commission`);
export const readHrPaper = (one: { branchId: string; month: string }, person: string) => get<HrPaper>(`${month(one)}/paper`, { person });

export const readRewardTable = async (): Promise<RewardKind[]> => (await get<{ items: RewardKind[] }>('/fees/rewards/table')).items;
export const listRewards = (query: Query) => list<Reward>('/fees/rewards', query);
export const proposeReward = (body: unknown, key: string) => post<Reward>('/fees/rewards', body, { key });
export const moveReward = (one: Reward, move: 'statement' | 'decide', body: unknown, key: string) => change<Reward>(`/fees/rewards/${segment(one.id)}/${move}`, body, one.version, key);

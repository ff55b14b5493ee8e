import { call, get, list, post, type Query } from '@/api/client';
import { matching } from './api';
import type {
	CarryIn, CarryInDetail, Charge, Chased, CountEntry, CountSheet, Defective, DefectiveDetail, DefectiveProgress, DeskCounters, Disposal, DisposalDetail, DueItem,
	FailureRate, Loan, LoanDetail, OldLot, OldLotDetail, OldOfOrder, OldPart, Reorder, Stocktake, StocktakeDetail, ToSend, Waiting, WaitingDetail,
} from './deskTypes';
import type { OrderKey } from './types';

const segment = encodeURIComponent;
const items = async <T>(path: string, query?: Query): Promise<T[]> => (await get<{ items: T[] }>(path, query)).items;

/** The lists of the desk, all alike: one to read them, one to add, one for a step of a record that exists. */
export type Desk = 'stocktakes' | 'waiting' | 'reorder' | 'old-parts' | 'old-lots' | 'charges' | 'loans' | 'disposals' | 'defectives' | 'carry-ins';
const one = (desk: Desk, id: string) => `/parts/${desk}/${segment(id)}`;
const listOf = <T>(desk: Desk) => (query: Query) => list<T>(`/parts/${desk}`, query);
const readOf = <T>(desk: Desk) => (id: string) => get<T>(one(desk, id));
export const add = <T>(desk: Desk, body: unknown, key: string) => post<T>(`/parts/${desk}`, body, { key });
/** The record's version goes along: somebody else's step is never stepped over. */
export const step = async <T>(desk: Desk, record: { id: string; version: number }, name: string, body: unknown, key: string): Promise<T> =>
	(await call<T>('POST', `${one(desk, record.id)}/${name}`, { body, ifMatch: matching(record), key })).data;

export const readCounters = (branch: string) => get<DeskCounters>('/parts/desk', { branch });

export const listStocktakes = listOf<Stocktake>('stocktakes');
export const readStocktake = readOf<StocktakeDetail>('stocktakes');
export const readSheet = (id: string) => get<CountSheet>(`${one('stocktakes', id)}/sheet`);
export const listDue = (branch: string, place: string) => items<DueItem>('/parts/stocktakes/due', { branch, place });
export const listEntries = (query: Query) => list<CountEntry>('/parts/count-entries', query);

export const listWaiting = listOf<Waiting>('waiting');
export const listCalls = (query: Query) => list<Waiting>('/parts/waiting/calls', query);
export const readWaiting = readOf<WaitingDetail>('waiting');

export const listReorder = listOf<Reorder>('reorder');
export const computeReorder = (branchId: string) => post<{ rows: number }>('/parts/reorder/compute', { branchId });
export const listRates = (branch: string) => items<FailureRate>('/parts/failure-rates', { branch });
export const setRate = (body: unknown, key: string) => post<FailureRate>('/parts/failure-rates', body, { key });

export const listOldParts = listOf<OldPart>('old-parts');
export const listChased = (branch: string) => items<Chased>('/parts/old-parts/overdue-by-person', { branch });
export const listOldOfOrder = (order: OrderKey) => items<OldOfOrder>('/parts/old-parts/of-order', { kind: order.kind, branch: order.branchId, key: order.key });
export const listToSend = (branch: string, brand: string) => items<ToSend>('/parts/old-parts/to-send', { branch, brand });
export const listLots = listOf<OldLot>('old-lots');
export const readLot = readOf<OldLotDetail>('old-lots');
export const listCharges = listOf<Charge>('charges');

export const listLoans = listOf<Loan>('loans');
export const readLoan = readOf<LoanDetail>('loans');
export const listDisposals = listOf<Disposal>('disposals');
export const readDisposal = readOf<DisposalDetail>('disposals');

export const listDefectives = listOf<Defective>('defectives');
export const readDefective = readOf<DefectiveDetail>('defectives');
export const readProgress = (branch: string) => items<DefectiveProgress>('/parts/defectives/progress', { branch });

export const listCarryIns = listOf<CarryIn>('carry-ins');
export const readCarryIn = readOf<CarryInDetail>('carry-ins');

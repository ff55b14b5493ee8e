import { get, getFile, getTagged, list, listWhole, patch, post, put, remove, type Query } from './client';
import type { ApiToken, AuditRow, DoctorReport, Employee, Grant, MadeAccounts, Overview, ParkedEvent, Plugin, Secret, Setting, User } from './types';

export const readOverview = () => get<Overview>('/overview');

// The ERP may be slow, and each plugin is tried in a process of its own.
const kDoctorTimeoutMs = 300_000;
export const runDoctor = () => get<DoctorReport>('/doctor', undefined, { timeoutMs: kDoctorTimeoutMs });
export const readDoctorBundle = () => getFile('/doctor/bundle', { timeoutMs: kDoctorTimeoutMs });

export const listPlugins = () => list<Plugin>('/plugins');
export const commandPlugin = (id: string, action: 'enable' | 'disable' | 'restart') =>
	post<void>(`/plugins/${encodeURIComponent(id)}/${action}`);

export const listParked = (query: Query) => listWhole<ParkedEvent>('/journal/parked', query);
const parkedPath = (event: ParkedEvent) =>
	`/journal/parked/${encodeURIComponent(event.subscription)}/${event.position}`;
export const retryParked = (event: ParkedEvent) => post<void>(`${parkedPath(event)}/retry`);
export const skipParked = (event: ParkedEvent, reason: string) => post<void>(`${parkedPath(event)}/skip`, { reason });

export interface UserDraft {
	username?: string;
	displayName: string;
	language: string;
	disabled?: boolean;
	grants: Grant[];
}
export const listUsers = (query: Query) => list<User>('/users', query);
export const readUser = (id: string) => getTagged<User>(`/users/${encodeURIComponent(id)}`);
export const createUser = (draft: UserDraft, key: string) => post<User & { link?: string }>('/users', draft, { key });
export const changeUser = (id: string, draft: Partial<UserDraft>, ifMatch: string | null) =>
	patch<User>(`/users/${encodeURIComponent(id)}`, draft, { ifMatch });
export const resetUser = (id: string) => post<{ link: string }>(`/users/${encodeURIComponent(id)}/reset`);

export const listEmployees = (query: Query) => list<Employee>('/employees', query);
export const createAccounts = (employees: string[], role: string, everyBranch: boolean, key: string) =>
	post<MadeAccounts>('/employees/accounts', { employees, role, everyBranch }, { key });

export const listTokens = () => listWhole<ApiToken>('/tokens');
export const createToken = (name: string, days: number, key: string) =>
	post<ApiToken>('/tokens', { name, days }, { key });
export const removeToken = (id: string) => remove<void>(`/tokens/${encodeURIComponent(id)}`);

export const listAudit = (query: Query) => list<AuditRow>('/audit', query);

export const listSettings = (scope: string) => list<Setting>(`/settings/${encodeURIComponent(scope)}`);
export const saveSetting = (scope: string, name: string, effectiveFrom: string, value: unknown) =>
	put<Setting>(`/settings/${encodeURIComponent(scope)}/${encodeURIComponent(name)}`, { effectiveFrom, value });

export const listSecrets = () => listWhole<Secret>('/secrets');
export const saveSecret = (name: string, value: string) => put<void>(`/secrets/${encodeURIComponent(name)}`, { value });
export const removeSecret = (name: string) => remove<void>(`/secrets/${encodeURIComponent(name)}`);

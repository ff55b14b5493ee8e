import { call, patch, post, remove } from './client';
import type { Session } from './types';

export const readSession = async (): Promise<Session> =>
	(await call<Session>('GET', '/session', { quiet401: true })).data;
export const signIn = (username: string, password: string) =>
	post<Session>('/session', { username, password }, { quiet401: true });
export const signInByLink = (link: string) => post<Session>('/session', { link }, { quiet401: true });
export const signOut = () => remove<void>('/session', { quiet401: true });
export const setPassword = (next: string, current?: string) =>
	post<void>('/session/password', current === undefined ? { new: next } : { current, new: next });
export const setLanguage = (language: string) => patch<void>('/session', { language });

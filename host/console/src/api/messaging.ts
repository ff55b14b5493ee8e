import { get, getTagged, list, listWhole, post, put, remove, type Query } from './client';
import type { MessageState, MessagingConfig, OptOut, OutMessage } from './types';

const one = (number: number) => `/messaging/messages/${number}`;

export const listMessages = (query: Query) => list<OutMessage>('/messaging/messages', query);
/** With its text. */
export const readMessage = (number: number) => get<OutMessage>(one(number));
export const retryMessage = (number: number) => post<OutMessage>(`${one(number)}/retry`);
export const dropMessage = (number: number, reason: string) => post<OutMessage>(`${one(number)}/drop`, { reason });

/** The server pages by hash, which means nothing to people: the page sorts and filters the whole. */
export const listOptOuts = () => listWhole<OptOut>('/messaging/opt-outs');
export const addOptOut = (to: string, channel: string, key: string) => post<OptOut>('/messaging/opt-outs', { to, channel }, { key });
export const removeOptOut = (row: OptOut) =>
	remove<void>(`/messaging/opt-outs/${encodeURIComponent(row.channel)}/${encodeURIComponent(row.hash)}`);

export const readMessagingConfig = () => getTagged<MessagingConfig>('/messaging/config');
export const saveMessagingConfig = (config: unknown, ifMatch: string | null) =>
	put<MessagingConfig>('/messaging/config', config, { ifMatch });
export const sendTrial = (channel: string, to: string, text: string, key: string) =>
	post<{ id: string }>('/messaging/trial', { channel, to, ...(text ? { text } : {}) }, { key });

export const kMessageStates: MessageState[] = ['waiting', 'sending', 'sent', 'failed', 'expired', 'suppressed'];

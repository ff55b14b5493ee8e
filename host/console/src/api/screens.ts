import { list, post, type Query } from './client';
import type { Role } from './types';

/** A text in both languages, as manifests have it. */
export interface Words { zh: string; en: string }
export type Kind = 'text' | 'area' | 'number' | 'money' | 'day' | 'month' | 'instant' | 'branch' | 'check';
export type Choices = Record<string, Words>;

export interface ScreenColumn { field: string; title: Words; kind?: Kind; choices?: Choices; sort?: boolean }
export interface ScreenFilter { field: string; title: Words; kind?: Kind; choices?: Choices }
export interface ScreenField {
	name: string;
	title: Words;
	required?: boolean;
	kind?: Kind;
	choices?: Choices;
	help?: Words;
	/** JSON Schema of the value. */
	schema?: { type?: string; format?: string; maxLength?: number; maximum?: number };
}
export interface ScreenForm {
	name: string;
	title: Words;
	lead?: Words;
	path: string;
	/** A button in each row. */
	row?: boolean;
	/** In which rows: field → values. */
	shown?: Record<string, unknown[]>;
	fields: ScreenField[];
}
/** A screen of a plugin's manifest: a list over a GET route with forms over POST routes (sdk/template/README.md). */
export interface Screen {
	plugin: string;
	name: string;
	title: Words;
	lead?: Words;
	roles: Role[];
	list: { path: string; key?: string; columns: ScreenColumn[]; filters?: ScreenFilter[] };
	forms: ScreenForm[];
}
export type Row = Record<string, unknown>;

export const listScreens = async (): Promise<Screen[]> => (await list<Screen>('/screens')).items;
export const listRows = (screen: Screen, query: Query) => list<Row>(`/${screen.plugin}${screen.list.path}`, query);
export const sendForm = (screen: Screen, path: string, body: unknown, key: string) =>
	post<unknown>(`/${screen.plugin}${path}`, body, { key });

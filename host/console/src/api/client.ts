import { newKey } from './key';
import { ApiProblem, kNotJson, kTimeout, kUnreachable, type ProblemDocument } from './problem';

const kBase = '/api/v1';
const kTimeoutMs = 30_000;

export type Query = Record<string, string | number | boolean | null | undefined>;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
	query?: Query;
	body?: unknown;
	/** The ETag that the change is based on. */
	ifMatch?: string | null;
	/** Idempotency key; made here when absent. Give one that is kept when the same request may be sent again. */
	key?: string;
	signal?: AbortSignal;
	timeoutMs?: number;
	/** True: a 401 is the caller's business (the sign-in page itself). */
	quiet401?: boolean;
}

export interface Reply<T> {
	data: T;
	etag: string | null;
	status: number;
}

/** One page of a list. */
export interface Page<T> {
	items: T[];
	next: string | null;
	total: number | null;
}

/** What the client needs to know of the session; set by the session module. */
export const context = {
	csrf: '',
	language: 'zh',
	onSignedOut: () => {},
	/** Fetches the session again; resolves to true when there is a new CSRF token. */
	renew: async () => false,
};

function urlOf(path: string, query?: Query): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
	}
	const text = search.toString();
	return kBase + path + (text ? `?${text}` : '');
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
	const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': context.language };
	let body: string | undefined;
	if (options.body !== undefined) {
		headers['Content-Type'] = 'application/json';
		body = JSON.stringify(options.body);
	}
	if (method !== 'GET' && context.csrf) headers['X-CSRF-Token'] = context.csrf;
	if (method === 'POST') headers['Idempotency-Key'] = options.key ?? newKey();
	if (options.ifMatch) headers['If-Match'] = options.ifMatch;

	const abort = new AbortController();
	let timedOut = false;
	const timer = setTimeout(() => {
		timedOut = true;
		abort.abort();
	}, options.timeoutMs ?? kTimeoutMs);
	const onAbort = () => abort.abort();
	options.signal?.addEventListener('abort', onAbort);
	try {
		return await fetch(urlOf(path, options.query), {
			method,
			headers,
			body,
			credentials: 'same-origin',
			cache: 'no-store',
			signal: abort.signal,
		});
	} catch (error) {
		if (options.signal?.aborted) throw error;
		throw new ApiProblem({ code: timedOut ? kTimeout : kUnreachable, status: 0 });
	} finally {
		clearTimeout(timer);
		options.signal?.removeEventListener('abort', onAbort);
	}
}

async function problemOf(response: Response): Promise<ApiProblem> {
	let document: ProblemDocument = {};
	try {
		document = (await response.json()) as ProblemDocument;
	} catch {
		document = { code: kNotJson, params: { status: response.status } };
	}
	return new ApiProblem({ ...document, status: response.status });
}

/** Sends a request and gives its JSON; everything else is thrown as ApiProblem. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<Reply<T>> {
	// One key for both tries: the second may follow a first one that was carried out.
	const keyed = method === 'POST' ? { ...options, key: options.key ?? newKey() } : options;
	let response = await send(method, path, keyed);
	if (response.status === 403 && method !== 'GET') {
		const problem = await problemOf(response);
		// Signed in again in another tab: the token is a new one, the person the same.
		const isToken = problem.code.includes('csrf');
		if (!isToken || !(await context.renew())) throw problem;
		response = await send(method, path, keyed);
	}
	if (response.status === 401 && !options.quiet401) context.onSignedOut();
	if (!response.ok) throw await problemOf(response);
	const etag = response.headers.get('ETag');
	if (response.status === 204) return { data: undefined as T, etag, status: 204 };
	const text = await response.text();
	if (text === '') return { data: undefined as T, etag, status: response.status };
	try {
		return { data: JSON.parse(text) as T, etag, status: response.status };
	} catch {
		throw new ApiProblem({ code: kNotJson, status: response.status, params: { status: response.status } });
	}
}

export const get = async <T>(path: string, query?: Query, options: CallOptions = {}): Promise<T> =>
	(await call<T>('GET', path, { ...options, query })).data;

/** A file, as it is. */
export async function getFile(path: string, options: CallOptions = {}): Promise<Blob> {
	const response = await send('GET', path, options);
	if (response.status === 401) context.onSignedOut();
	if (!response.ok) throw await problemOf(response);
	return response.blob();
}

export const getTagged = <T>(path: string, query?: Query): Promise<Reply<T>> => call<T>('GET', path, { query });

export const post = async <T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> =>
	(await call<T>('POST', path, { ...options, body })).data;

export const put = async <T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> =>
	(await call<T>('PUT', path, { ...options, body })).data;

export const patch = async <T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> =>
	(await call<T>('PATCH', path, { ...options, body })).data;

export const remove = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
	(await call<T>('DELETE', path, options)).data;

/** The whole of a list that is small by nature, page by page. */
export async function listWhole<T>(path: string, query: Query = {}): Promise<Page<T>> {
	const items: T[] = [];
	let cursor: string | null = null;
	do {
		const page: Page<T> = await list<T>(path, { ...query, limit: 200, cursor });
		items.push(...page.items);
		cursor = page.next;
	} while (cursor !== null && items.length < 5_000);
	return { items, next: null, total: items.length };
}

/** A list as page, whether the server answers with a page or with a bare array. */
export async function list<T>(path: string, query?: Query): Promise<Page<T>> {
	const data = await get<Page<T> | T[]>(path, query);
	if (Array.isArray(data)) return { items: data, next: null, total: data.length };
	return { items: data.items ?? [], next: data.next ?? null, total: data.total ?? null };
}

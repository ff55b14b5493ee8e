import { ApiProblem, kTimeout, kUnreachable, type ProblemDocument } from '@/api/problem';
import { language } from './language';

const kTimeoutMs = 30_000;

/** A request without account or cookie. `key`: the same answer sent again is recorded once. */
export async function ask<T>(method: 'GET' | 'POST', path: string, options: { body?: unknown; key?: string } = {}): Promise<T> {
	const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language.value };
	if (options.body !== undefined) headers['Content-Type'] = 'application/json';
	if (options.key) headers['Idempotency-Key'] = options.key;
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), kTimeoutMs);
	let response: Response;
	try {
		response = await fetch(`/api/v1${path}`, {
			method, headers, credentials: 'omit', cache: 'no-store', signal: abort.signal,
			body: options.body === undefined ? undefined : JSON.stringify(options.body),
		});
	} catch {
		throw new ApiProblem({ code: abort.signal.aborted ? kTimeout : kUnreachable, status: 0 });
	} finally {
		clearTimeout(timer);
	}
	const text = await response.text();
	let document: unknown = null;
	try {
		document = text ? JSON.parse(text) : null;
	} catch {
		// Not ours: a proxy, or the host while it starts.
		throw new ApiProblem({ code: 'network.not_json', status: response.ok ? 502 : response.status });
	}
	if (!response.ok) throw new ApiProblem({ ...(document as ProblemDocument), status: response.status });
	return document as T;
}

/** One field that the server did not accept. */
export interface FieldError {
	pointer: string;
	code: string;
	detail: string;
}

/** What the server says when it does not do as asked (RFC 9457), or what the browser found out about the line. */
export interface ProblemDocument {
	type?: string;
	title?: string;
	status?: number;
	detail?: string;
	remedy?: string;
	code?: string;
	class?: string;
	params?: Record<string, unknown>;
	correlation?: string;
	errors?: FieldError[];
}

/** Codes that the browser makes itself; their texts are in the locales under `problem.`. */
export const kUnreachable = 'network.unreachable';
export const kTimeout = 'network.timeout';
export const kNotJson = 'network.not_json';

export class ApiProblem extends Error {
	readonly status: number;
	readonly code: string;
	readonly title: string;
	readonly detail: string;
	readonly remedy: string;
	readonly errors: FieldError[];
	readonly params: Record<string, unknown>;
	readonly correlation: string;

	constructor(document: ProblemDocument) {
		super(document.title ?? document.code ?? 'problem');
		this.name = 'ApiProblem';
		this.status = document.status ?? 0;
		this.code = document.code ?? '';
		this.title = document.title ?? '';
		this.detail = document.detail ?? '';
		this.remedy = document.remedy ?? '';
		this.errors = document.errors ?? [];
		this.params = document.params ?? {};
		this.correlation = document.correlation ?? '';
	}

	/** The line is down or the host away: nothing is known about what the server did. Trying again with the same
	 *  idempotency key is safe. */
	get lineIsDown(): boolean {
		return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
	}

	/** The text for one field, e.g. "/words" or "words". */
	fieldError(name: string): string {
		const pointer = name.startsWith('/') ? name : `/${name}`;
		return this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))?.detail ?? '';
	}
}

/** Anything that was thrown as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
	if (error instanceof ApiProblem) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new ApiProblem({ code: 'console.bug', detail: message, status: 500 });
}

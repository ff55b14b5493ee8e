import { computed, reactive } from 'vue';
import { context } from '@/api/client';
import { asProblem, type ApiProblem } from '@/api/problem';
import * as api from '@/api/session';
import type { Role, Session } from '@/api/types';

interface State {
	session: Session | null;
	/** False until the server has been asked once. */
	known: boolean;
	/** Why asking failed, other than not being signed in. */
	problem: ApiProblem | null;
}

const state = reactive<State>({ session: null, known: false, problem: null });

function keep(session: Session | null): void {
	state.session = session;
	state.known = true;
	state.problem = null;
	context.csrf = session?.csrf ?? '';
}

async function load(): Promise<Session | null> {
	try {
		keep(await api.readSession());
	} catch (error) {
		const problem = asProblem(error);
		if (problem.status === 401) keep(null);
		else state.problem = problem;
	}
	return state.session;
}

context.renew = async () => (await load()) !== null;

/** Who is signed in, and what he may see. One for the whole page. */
export const session = {
	state,
	user: computed(() => state.session?.user ?? null),

	/** Asks the server once; later calls give what is known. */
	async ensure(): Promise<Session | null> {
		return state.known ? state.session : load();
	},
	reload: load,

	async signIn(username: string, password: string): Promise<Session> {
		const answer = await api.signIn(username, password);
		return session.accept(answer);
	},
	async signInByLink(link: string): Promise<Session> {
		return session.accept(await api.signInByLink(link));
	},
	/** The answer to signing in may be the session itself or nothing: then it is read. */
	async accept(answer: Session | undefined): Promise<Session> {
		if (answer?.user && answer.csrf) keep(answer);
		else await load();
		if (state.session === null) throw state.problem ?? new Error('no session');
		return state.session;
	},
	async setPassword(next: string, current?: string): Promise<void> {
		await api.setPassword(next, current);
		await load();
	},
	async signOut(): Promise<void> {
		await api.signOut();
		keep(null);
	},
	/** The server says that nobody is signed in any more. */
	expired(): void {
		keep(null);
	},

	/** True if the person holds one of the roles, for any branch. An administrator holds every role. */
	holds(roles: readonly Role[]): boolean {
		const grants = state.session?.grants ?? [];
		return grants.some((grant) => grant.role === 'admin' || roles.includes(grant.role));
	},
};

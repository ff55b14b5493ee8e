import { onBeforeUnmount, ref, shallowRef } from 'vue';
import { newKey } from '@/api/key';
import { useAction } from '@/composables/useAction';

const kRetryMs = 3_000;

/**
 * Sends a paper once, whatever the line does: what was sent is kept as it was and sent again by itself under the same
 * id until the host has answered. While that is so the form must not be changed (`unsent`).
 */
export function useSending<Body extends object, Answer>(send: (body: Body & { id: string }) => Promise<Answer>) {
	const { running, problem, run } = useAction();
	const unsent = ref(false);
	const made = shallowRef<Answer | null>(null);
	let pending: (Body & { id: string }) | null = null;

	async function attempt(): Promise<boolean> {
		const body = pending;
		if (!body) return false;
		const done = await run('save', async () => (made.value = await send(body)));
		unsent.value = !done && problem.value?.lineIsDown === true;
		if (!unsent.value) pending = null;
		return done;
	}
	const save = (body: Body): Promise<boolean> => {
		if (unsent.value || running.value !== '') return Promise.resolve(false);
		made.value = null;
		pending = { ...body, id: newKey() };
		return attempt();
	};
	/** Called when a paper that waited went through after all. */
	let arrived = () => {};
	const onArrived = (work: () => void) => (arrived = work);
	const timer = setInterval(() => {
		if (unsent.value && running.value === '') void attempt().then((done) => done && arrived());
	}, kRetryMs);
	onBeforeUnmount(() => clearInterval(timer));
	return { running, problem, unsent, made, save, onArrived };
}

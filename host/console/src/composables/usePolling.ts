import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Calls `work` now and then again `intervalMs` after each end, while the page is shown and the tab is visible. A call
 * that is still running is never overtaken by the next.
 */
export function usePolling(work: () => Promise<unknown>, intervalMs: number) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let alive = false;
	let running = false;

	async function tick(): Promise<void> {
		clearTimeout(timer);
		if (!alive || running) return;
		running = true;
		try {
			if (document.visibilityState !== 'hidden') await work();
		} finally {
			running = false;
			if (alive) timer = setTimeout(() => void tick(), intervalMs);
		}
	}
	const onVisible = () => {
		if (document.visibilityState === 'visible') void tick();
	};

	onMounted(() => {
		alive = true;
		document.addEventListener('visibilitychange', onVisible);
		void tick();
	});
	onBeforeUnmount(() => {
		alive = false;
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', onVisible);
	});
	return { now: tick };
}

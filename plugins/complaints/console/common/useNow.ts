import { onBeforeUnmount, ref } from 'vue';

/** The time, for clocks on the screen. */
export function useNow(everyMs = 15_000) {
	const now = ref(Date.now());
	const timer = setInterval(() => (now.value = Date.now()), everyMs);
	onBeforeUnmount(() => clearInterval(timer));
	return now;
}

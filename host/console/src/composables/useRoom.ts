import { onMounted, onScopeDispose, ref, type Ref } from 'vue';

/** How many px wide an element is; follows it. Infinite before it is there, and where nothing is laid out. */
export function useRoom(element: Ref<HTMLElement | undefined>): Ref<number> {
	const room = ref(Number.POSITIVE_INFINITY);
	let observer: ResizeObserver | undefined;
	onMounted(() => {
		if (!element.value || typeof ResizeObserver === 'undefined') return;
		observer = new ResizeObserver(([entry]) => { if (entry!.contentRect.width > 0) room.value = entry!.contentRect.width; });
		observer.observe(element.value);
	});
	onScopeDispose(() => observer?.disconnect());
	return room;
}

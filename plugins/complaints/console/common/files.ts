/** What the host keeps: pictures, recordings, scans. */
const kTypes: Record<string, string> = {
	jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', pdf: 'application/pdf',
	mp3: 'audio/mpeg', m4a: 'audio/mp4', wav: 'audio/wav', amr: 'audio/amr',
};
export const kAccepted = Object.keys(kTypes).map((ending) => `.${ending}`).join(',');
/** The host takes requests of 12 MiB; base64 adds a third. */
export const kMostBytes = 8 * 1024 * 1024;

/** By the ending: browsers name recordings differently. */
export const typeOf = (file: Pick<File, 'name' | 'type'>): string => kTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? file.type;

export const base64OfFile = (file: File): Promise<string> => new Promise((done, fail) => {
	const reader = new FileReader();
	reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
	reader.onerror = () => fail(reader.error ?? new Error('cannot be read'));
	reader.readAsDataURL(file);
});

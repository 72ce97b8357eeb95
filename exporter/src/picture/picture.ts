/** Every picture is judged at this size: large enough to see what is wrong, small enough to cost a millisecond. */
export const pictureWidth = 320;
export const pictureHeight = 180;
export const chromaWidth = pictureWidth / 2;
export const chromaHeight = pictureHeight / 2;

/** One decoded key frame, 4:2:0, full range (0 to 255): chroma of a grey picture is 128. Rows follow one another without gaps. */
export interface Picture {
  width: typeof pictureWidth;
  height: typeof pictureHeight;
  luma: Uint8Array;
  cb: Uint8Array;
  cr: Uint8Array;
}

/** Bytes of one picture as planar YUV 4:2:0, as ffmpeg's `-pix_fmt yuvj420p -f rawvideo` writes it. */
export const pictureBytes = pictureWidth * pictureHeight + 2 * chromaWidth * chromaHeight;

/**
 * The picture that these planes are, without a copy.
 * @throws RangeError where there are more or fewer bytes than a picture has.
 */
export function pictureOf(planes: Uint8Array): Picture {
  if (planes.length !== pictureBytes) throw new RangeError(`a picture is ${pictureBytes} bytes, got ${planes.length}`);
  const [lumaEnd, cbEnd] = [pictureWidth * pictureHeight, pictureWidth * pictureHeight + chromaWidth * chromaHeight];
  return {
    width: pictureWidth,
    height: pictureHeight,
    luma: planes.subarray(0, lumaEnd),
    cb: planes.subarray(lumaEnd, cbEnd),
    cr: planes.subarray(cbEnd),
  };
}

/** Twice the size on the page: sharp in a report. */
const SCALE = 2;

/** The SVG below an element as a PNG on white. */
export async function picture(frame: Element): Promise<Blob> {
  const svg = frame.querySelector("svg");
  if (!svg) throw new Error("没有可以复制的图");
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  // Text of a picture by itself has no page to take its font from.
  copy.style.fontFamily = getComputedStyle(svg).fontFamily;
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = () => failed(new Error("图不能转换"));
      image.src = url;
    });
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * SCALE);
    canvas.height = Math.ceil(height * SCALE);
    const paint = canvas.getContext("2d");
    if (!paint) throw new Error("图不能转换");
    paint.fillStyle = "#ffffff";
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("图不能转换"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

"""What an X screen shows, asked of the X server itself."""

import ctypes
import ctypes.util


class _Image(ctypes.Structure):
    # The beginning of Xlib's XImage, as far as it is read here.
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_char)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class Screen:
    def __init__(self):
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                      ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._x.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise RuntimeError("the X display cannot be opened")
        self._root = self._x.XDefaultRootWindow(self._display)

    def take(self, x, y, width, height):
        """The pixels of that rectangle, four bytes each, row by row."""
        whole_format = 2  # ZPixmap
        image = self._x.XGetImage(self._display, self._root, x, y, width, height, 0xFFFFFFFF, whole_format)
        if not image:
            raise RuntimeError("the X server gives no picture of its screen")
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        self._x.XDestroyImage(image)
        return pixels

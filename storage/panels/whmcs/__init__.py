"""WHMCS as the panel: its HTTP API, read only. Source: developers.whmcs.com."""

from storage.panels.whmcs.panel import Whmcs

__all__ = ["Whmcs"]

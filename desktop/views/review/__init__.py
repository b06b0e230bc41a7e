"""The page on the review of an evaluation."""

from desktop.views.review.page import ReviewPage

__all__ = ["ReviewPage"]
